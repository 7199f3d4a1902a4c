package dev.packhouse.adapter.http.connection;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Separates the processing of a request from the sending of its response. The handlers behind this one process a
 * request and write its response, and this handler accepts each write at once. Their thread, and their permit of a
 * {@link org.eclipse.jetty.server.handler.QoSHandler}, are free again before the client has received a byte. The
 * response is sent asynchronously, and the next request of the connection is read after that, so that a connection
 * holds at most one response.
 */
public final class SendingHandler extends Handler.Wrapper {

    private final Connections connections;

    /**
     * Wraps the handlers that process requests.
     *
     * @param processing processes requests, on connections that a {@link ServerConnection.Factory} has made
     */
    public SendingHandler(Handler processing, Connections connections) {
        super(processing);
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
        if (!connections.processing(connection)) {
            callback.failed(new EofException("The connection is closed"));
            return true;
        }
        ProcessedRequest processed = new ProcessedRequest(request);
        SendingResponse sending = new SendingResponse(processed, response, callback, connection);
        try {
            if (!super.handle(processed, sending, sending)) {
                Response.writeError(processed, sending, sending, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable failure) {
            // The processing has ended in any case, so that the permit is released.
            Response.writeError(processed, sending, sending, failure);
        }
        return true;
    }

    /** The request as the handlers behind see it. It is complete for them when they have written the response. */
    private static final class ProcessedRequest extends Request.Wrapper {

        private HttpStream stream = new End();

        ProcessedRequest(Request request) {
            super(request);
        }

        @Override
        public void addHttpStreamWrapper(Function<HttpStream, HttpStream> wrapper) {
            stream = wrapper.apply(stream);
        }

        void complete(Throwable failure) {
            if (failure == null) {
                stream.succeeded();
            } else {
                stream.failed(failure);
            }
        }
    }

    /** The innermost stream for the handlers behind. Does nothing on completion. */
    private static final class End extends HttpStream.Wrapper {

        End() {
            super(null);
        }

        @Override
        public void succeeded() {
            // The real stream succeeds when the response is sent.
        }

        @Override
        public void failed(Throwable failure) {
            // The real stream fails when the callback of the request does.
        }
    }

    /** Accepts each write at once, and sends the writes in their order. Completes the request when all are sent. */
    private final class SendingResponse extends Response.Wrapper implements Callback {

        private final ProcessedRequest processed;
        private final ServerConnection connection;
        private final Writes writes;
        private boolean begun;
        private boolean last;

        SendingResponse(ProcessedRequest processed, Response response, Callback callback, ServerConnection connection) {
            super(processed, response);
            this.processed = processed;
            this.connection = connection;
            this.writes = new Writes(response, callback, connections, connection);
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
        public void write(boolean lastWrite, ByteBuffer content, Callback accepted) {
            if (!begun && !processed.consumeAvailable()) {
                // The unread rest of the body would be parsed as the next request, so that the connection must be
                // closed.
                getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
            begun = true;
            last |= lastWrite;
            ByteBuffer stable = stableCopy(content);
            connections.sending(connection, stable.remaining());
            writes.add(new Write(lastWrite, stable));
            accepted.succeeded();
        }

        @Override
        public void succeeded() {
            processed.complete(null);
            if (connection.isRequestBufferEmpty()) {
                writes.end();
            } else {
                // The client has sent its next request already. The pool runs it after the tasks that wait already.
                getRequest().getComponents().getExecutor().execute(writes::end);
            }
        }

        @Override
        public void failed(Throwable failure) {
            processed.complete(failure);
            writes.abort(failure);
        }
    }

    /**
     * Copies the content, because the writer may reuse its buffer. A read-only buffer never changes and is not copied.
     */
    private static ByteBuffer stableCopy(ByteBuffer content) {
        if (content == null || !content.hasRemaining()) {
            return BufferUtil.EMPTY_BUFFER;
        }
        return content.isReadOnly() ? content : BufferUtil.copy(content);
    }

    private record Write(boolean last, ByteBuffer content) {}

    /** The queue of the writes of one response, and their sending. */
    private static final class Writes extends IteratingCallback {

        private final Response response;
        private final Callback callback;
        private final Connections connections;
        private final ServerConnection connection;
        private final Queue<Write> waiting = new ArrayDeque<>(2);
        private boolean ended;
        private int currentSize;

        Writes(Response response, Callback callback, Connections connections, ServerConnection connection) {
            this.response = response;
            this.callback = callback;
            this.connections = connections;
            this.connection = connection;
        }

        void add(Write write) {
            synchronized (waiting) {
                waiting.add(write);
            }
            iterate();
        }

        /** Completes the response after the queued writes. No further write follows. */
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
            currentSize = next.content().remaining();
            response.write(next.last(), next.content(), this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onSuccess() {
            connections.partSent(connection, currentSize);
        }

        @Override
        protected void onCompleteSuccess() {
            connections.sent(connection);
            callback.succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            connections.sent(connection);
            callback.failed(cause);
        }
    }
}
