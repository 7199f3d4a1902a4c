package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.RequestId;
import dev.packhouse.adapter.http.protocol.ResponseBody;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import java.time.InstantSource;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Responds to requests that reach no route: those that cannot be parsed, that are too large, or too many. Jetty's own
 * handler would respond with an HTML page.
 */
final class JettyErrorHandler extends ErrorHandler {

    private final CommonHeaders.Always always;
    private final InstantSource clock;

    JettyErrorHandler(CommonHeaders.Always always, InstantSource clock) {
        this.always = always;
        this.clock = clock;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = status(request, response);
        response.setStatus(status);
        ServerResponse.Value content =
                (ServerResponse.Value) ServerResponse.error(status, message(status), ServerResponse.DOCUMENTATION)
                        .content();
        ResponseBody body = ResponseBody.json(content.json());
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(CommonHeaders.JSON).add(CommonHeaders.VARY).add(always.api());
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            headers.put(HttpHeader.RETRY_AFTER, 1);
        }
        if (!request.getConnectionMetaData().isPersistent()) {
            // Otherwise a client would send its next request on a connection that the server closes.
            headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        String id = RequestId.at(clock.instant().getEpochSecond());
        CommonHeaders.addLast(headers, id);
        headers.put(HttpHeader.CONTENT_LENGTH, body.size());
        response.write(true, body.toBuffer(), callback);
        RequestLog.logWithoutRoute(request.getMethod(), status, System.nanoTime() - request.getBeginNanoTime(), id);
        return true;
    }

    private static int status(Request request, Response response) {
        int status = response.getStatus();
        if (unreadablePath(request, status)) {
            return HttpStatus.NOT_FOUND_404;
        }
        // An unsupported version of HTTP gets the same status as any other request that cannot be parsed.
        return status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 || status == HttpStatus.UPGRADE_REQUIRED_426
                ? HttpStatus.BAD_REQUEST_400
                : status;
    }

    /** Whether Jetty could not parse the path. The response is then the same as for any other unknown path. */
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
