package dev.packhouse.adapter.http.attack;

import dev.packhouse.adapter.http.connection.ServerConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A plain Jetty server in this process. It returns the path of the request. */
final class EchoServer {

    private final Server server = new Server();
    private final ServerConnector connector;

    /** Starts a server with these connections, which accept any path, like those of Packhouse. */
    EchoServer(HttpConnectionFactory connections) throws Exception {
        connections.getHttpConfiguration().setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(server, 1, 1, connections);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                byte[] path = request.getHttpURI().getPathQuery().getBytes(StandardCharsets.UTF_8);
                response.write(true, ByteBuffer.wrap(path), callback);
                return true;
            }
        });
        server.start();
    }

    static HttpConnectionFactory connectionsOfJetty() {
        return new HttpConnectionFactory(new HttpConfiguration());
    }

    static HttpConnectionFactory connectionsOfPackhouse() {
        return new ServerConnection.Factory(new HttpConfiguration());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    void stop() throws Exception {
        server.stop();
    }
}
