package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.RequestSender.Attempt;
import dev.packhouse.adapter.github.client.RequestSender.Call;
import dev.packhouse.adapter.github.client.ResponseParser.MalformedResponseException;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import java.util.Optional;

/**
 * Sends changes. A change is sent again only if GitHub certainly has not read it: if there was no connection, or if a
 * rate limit refused it.
 */
final class ChangeSender {

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final RequestSender requests;
    private final ResponseParser parser;
    private final RetryDelay retryDelay;
    private final LastFailure lastFailure;

    ChangeSender(
            ApiEndpoint endpoint,
            ClientOptions options,
            RequestSender requests,
            ResponseParser parser,
            RetryDelay retryDelay,
            LastFailure lastFailure) {
        this.endpoint = endpoint;
        this.options = options;
        this.requests = requests;
        this.parser = parser;
        this.retryDelay = retryDelay;
        this.lastFailure = lastFailure;
    }

    /** See {@link GitHubClient#change}. */
    ChangeResult send(Caller caller, String method, String path, Subject subject, Precondition precondition) {
        Call call = requests.change(caller, method, endpoint.at(path));
        for (int attempt = 1; ; ) {
            Optional<UpstreamResponse> refusal = acquire(call, precondition);
            if (refusal.isPresent()) {
                return new ChangeResult.Refused(refusal.get());
            }
            Attempt sent = call.send();
            if (sent instanceof Attempt.Final last) {
                return result(caller, call, last.response(), subject);
            }
            if (sent instanceof Attempt.Lost lost) {
                return new ChangeResult.Lost(call.describe(lost.failure()));
            }
            if (sent instanceof Attempt.Unsent unsent) {
                String why = call.describe(unsent.failure());
                if (attempt >= options.attempts() || Thread.currentThread().isInterrupted()) {
                    lastFailure.record(why, unsent.failure());
                    throw new UnavailableException("GitHub cannot be reached: " + why, unsent.failure());
                }
                retryDelay.await(attempt++, why);
            }
        }
    }

    /**
     * Waits until the change may be sent: the limiter admits it, and the precondition is not old. Returns a refusal if
     * the change is not allowed any more.
     *
     * @throws UnavailableException if the limit wait is over
     */
    private static Optional<UpstreamResponse> acquire(Call call, Precondition precondition) {
        for (; ; ) {
            call.acquire();
            if (!call.isLate() && !precondition.isOld()) {
                return Optional.empty();
            }
            call.release();
            if (call.isLate()) {
                throw late();
            }
            Optional<UpstreamResponse> refusal = precondition.revalidate();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
    }

    private static UnavailableException late() {
        return new UnavailableException(
                "GitHub responds too slowly: a change is not sent so long after it was requested; nothing was changed",
                null);
    }

    private ChangeResult result(Caller caller, Call call, RawResponse response, Subject subject) {
        if (response.status() == 204) {
            lastFailure.clear();
            return new ChangeResult.Done();
        }
        try {
            return new ChangeResult.Refused(parser.refusal(caller, response, subject));
        } catch (MalformedResponseException e) {
            return new ChangeResult.Lost(call.describe(e));
        }
    }
}
