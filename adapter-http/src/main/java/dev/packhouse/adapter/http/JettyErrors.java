package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.Reply;
import dev.packhouse.adapter.http.protocol.RequestId;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never reaches a route: requests that cannot be read, that are too large, or too many. Jetty would answer
 * them with a page.
 */
final class JettyErrors extends ErrorHandler {

    private final InstantSource clock;

    JettyErrors(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = unreadablePath(request, response.getStatus()) ? HttpStatus.NOT_FOUND_404 : response.getStatus();
        response.setStatus(status);
        Reply.Value content = (Reply.Value)
                Reply.error(status, message(status), Reply.DOCUMENTATION).content();
        Body body = Body.json(content.json());
        response.getHeaders().put(CommonHeaders.JSON).add(CommonHeaders.VARY).add(CommonHeaders.ALWAYS);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        }
        CommonHeaders.addLast(
                response.getHeaders(), RequestId.at(clock.instant().getEpochSecond()));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.size());
        response.write(true, ByteBuffer.wrap(body.toByteArray()), callback);
        return true;
    }

    /** Jetty could not make sense of the path: then there is nothing below it, as with any other unknown path. */
    private static boolean unreadablePath(Request request, int status) {
        return status == HttpStatus.BAD_REQUEST_400
                && request.getAttribute(ERROR_EXCEPTION) instanceof Throwable failure
                && (failure.getCause() instanceof IllegalArgumentException
                        || "Bad URI path".equals(request.getAttribute(ERROR_MESSAGE)));
    }

    private static String message(int status) {
        return status >= 500 && status != HttpStatus.SERVICE_UNAVAILABLE_503
                ? "Server Error"
                : HttpStatus.getMessage(status);
    }
}
