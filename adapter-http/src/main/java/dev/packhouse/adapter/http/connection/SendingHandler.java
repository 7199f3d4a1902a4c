package dev.packhouse.adapter.http.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Parts deciding from sending. The handlers behind this one decide on a request and write its answer, which takes no time:
 * their thread, and their permit of a {@link org.eclipse.jetty.server.handler.QoSHandler}, are free again before the client
 * has taken a byte. The answer is sent meanwhile, and the next request of the connection is read after that, so that a
 * connection holds one answer at most.
 */
public final class SendingHandler extends Handler.Wrapper {

    private final Connections connections;

    /**
     * Parts these handlers from the sending of their answers.
     *
     * @param deciding decides on requests, on connections that a {@link ServerConnection.Factory} has made
     */
    public SendingHandler(Handler deciding, Connections connections) {
        super(deciding);
        this.connections = connections;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        connections.watch(getServer().getScheduler());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ServerConnection connection =
                (ServerConnection) request.getConnectionMetaData().getConnection();
        connections.deciding(connection);
        Deciding deciding = new Deciding(request);
        Sending sending = new Sending(deciding, response, callback, connection);
        try {
            if (!super.handle(deciding, sending, sending)) {
                Response.writeError(deciding, sending, sending, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable failure) {
            // The handlers behind are over in any case, so that they give their permit back.
            Response.writeError(deciding, sending, sending, failure);
        }
        return true;
    }

    /** A request that is over, for the handlers behind, when they have written its answer. */
    private static final class Deciding extends Request.Wrapper {

        private HttpStream stream = new End();

        Deciding(Request request) {
            super(request);
        }

        @Override
        public void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
            stream = wrapper.apply(stream);
        }

        void decided(Throwable failure) {
            if (failure == null) {
                stream.succeeded();
            } else {
                stream.failed(failure);
            }
        }
    }

    /** The stream that the streams of the handlers behind wrap. It has nothing to do at the end. */
    private static final class End extends HttpStream.Wrapper {

        End() {
            super(null);
        }

        @Override
        public void succeeded() {
            // The real stream succeeds when the answer is sent.
        }

        @Override
        public void failed(Throwable failure) {
            // The real stream fails when the callback of the request does.
        }
    }

    /** Takes an answer at once, and sends what it has taken in its order. Completes the request when all is sent. */
    private final class Sending extends Response.Wrapper implements Callback {

        private final Deciding deciding;
        private final ServerConnection connection;
        private final Writes writes;
        private boolean begun;
        private boolean last;

        Sending(Deciding deciding, Response response, Callback callback, ServerConnection connection) {
            super(deciding, response);
            this.deciding = deciding;
            this.connection = connection;
            this.writes = new Writes(response, callback, () -> connections.sent(connection));
        }

        @Override
        public boolean isCommitted() {
            return begun || super.isCommitted();
        }

        @Override
        public boolean hasLastWrite() {
            return last || super.hasLastWrite();
        }

        @Override
        public void write(boolean lastOne, ByteBuffer content, Callback taken) {
            if (!begun && !deciding.consumeAvailable()) {
                // What is left of the request would be read as the next one, so that the connection has to end.
                getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
            begun = true;
            last |= lastOne;
            ByteBuffer kept = kept(content);
            connections.sending(connection, kept.remaining());
            writes.add(new Write(lastOne, kept));
            taken.succeeded();
        }

        @Override
        public void succeeded() {
            deciding.decided(null);
            if (connection.isRequestBufferEmpty()) {
                writes.end();
            } else {
                // The client has sent its next request already. That one waits until others have had their turn.
                getRequest().getComponents().getExecutor().execute(writes::end);
            }
        }

        @Override
        public void failed(Throwable failure) {
            deciding.decided(failure);
            writes.abort(failure);
        }
    }

    /** The writer may use a buffer again once it is taken, unless it is read-only: then it never changes. */
    private static ByteBuffer kept(ByteBuffer content) {
        if (content == null || !content.hasRemaining()) {
            return BufferUtil.EMPTY_BUFFER;
        }
        return content.isReadOnly() ? content : BufferUtil.copy(content);
    }

    private record Write(boolean last, ByteBuffer content) {}

    /** The parts of one answer on their way to the client. */
    private static final class Writes extends IteratingCallback {

        private final Response response;
        private final Callback callback;
        private final Runnable sent;
        private final Queue<Write> waiting = new ArrayDeque<>(2);
        private boolean ended;

        Writes(Response response, Callback callback, Runnable sent) {
            this.response = response;
            this.callback = callback;
            this.sent = sent;
        }

        void add(Write write) {
            synchronized (waiting) {
                waiting.add(write);
            }
            iterate();
        }

        /** No further part comes. */
        void end() {
            synchronized (waiting) {
                ended = true;
            }
            iterate();
        }

        @Override
        protected Action process() {
            Write next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    return ended ? Action.SUCCEEDED : Action.IDLE;
                }
            }
            response.write(next.last(), next.content(), this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleteSuccess() {
            sent.run();
            callback.succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            sent.run();
            callback.failed(cause);
        }
    }
}
