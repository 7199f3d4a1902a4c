package dev.packhouse.adapter.github;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What requests cost by GitHub's published limits, counted without a part of the adapter: a read costs one point and a
 * change five; 900 points in a minute and 5,000 requests in an hour are allowed; a 304 does not count as a request.
 *
 * @param points the points of all requests
 * @param busiestMinute the most points in any sixty seconds
 * @param requests the requests that count against the hour
 */
record Price(int points, int busiestMinute, int requests) {

    /** Returns the price of the requests that a fake has received since it last forgot them. */
    static Price of(FakeGitHub fake, int confirmedBefore) {
        List<FakeGitHub.Request> requests = fake.requests();
        int points = 0;
        int minute = 0;
        int busiest = 0;
        Deque<FakeGitHub.Request> lastMinute = new ArrayDeque<>();
        for (FakeGitHub.Request request : requests) {
            points += points(request);
            minute += points(request);
            lastMinute.addLast(request);
            Instant ago = request.at().minusSeconds(60);
            while (!lastMinute.peekFirst().at().isAfter(ago)) {
                minute -= points(lastMinute.removeFirst());
            }
            busiest = Math.max(busiest, minute);
        }
        return new Price(points, busiest, requests.size() - (fake.confirmed() - confirmedBefore));
    }

    private static int points(FakeGitHub.Request request) {
        return switch (request.method()) {
            case "GET", "HEAD", "OPTIONS" -> 1;
            default -> 5;
        };
    }

    /** Returns whether no figure is more than a tenth above that of another price. */
    boolean isAtMostATenthAbove(Price other) {
        return points <= 1.1 * other.points
                && busiestMinute <= 1.1 * other.busiestMinute
                && requests <= 1.1 * other.requests;
    }
}
