package dev.packhouse.domain.cleanup.plan;

/**
 * How long deletions take at GitHub.
 *
 * <p>Source: "Rate limits for the REST API": 900 points a minute, of which a deletion takes five and a read one; and the
 * requests of an hour.
 *
 * @param requests how many requests are sent
 * @param minutes how many minutes they take at least
 * @param resets how many times the hourly limit has to start anew before
 */
public record Estimate(long requests, long minutes, long resets) {

    private static final long POINTS_A_MINUTE = 900;
    private static final long POINTS_OF_A_DELETION = 5;
    private static final long MINUTES = 60;

    /**
     * The hourly limit of a caller.
     *
     * @param limit requests in an hour, at least 1
     * @param left requests that are left now
     * @param minutesToReset the minutes until all of them are available again
     */
    public record HourlyLimit(long limit, long left, long minutesToReset) {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if the limit is below 1, or another number is negative
         */
        public HourlyLimit {
            if (limit < 1 || left < 0 || minutesToReset < 0) {
                throw new IllegalArgumentException("Invalid limit: %s requests, %s left, %s minutes to the reset"
                        .formatted(limit, left, minutesToReset));
            }
        }
    }

    /**
     * Estimates the time of deletions.
     *
     * @param deletions how many
     * @param reads how many reads go with them
     */
    public static Estimate of(long deletions, long reads, HourlyLimit hour) {
        long requests = deletions + reads;
        long byPoints = minutes(POINTS_OF_A_DELETION * deletions + reads);
        if (requests <= hour.left()) {
            return new Estimate(requests, byPoints, 0);
        }
        long after = requests - hour.left();
        long resets = (after + hour.limit() - 1) / hour.limit();
        long inLast = after - (resets - 1) * hour.limit();
        long share = minutes((POINTS_OF_A_DELETION * deletions + reads) * inLast / requests);
        long byHour = hour.minutesToReset() + MINUTES * (resets - 1) + Math.min(MINUTES, share);
        return new Estimate(requests, Math.max(byPoints, byHour), resets);
    }

    private static long minutes(long points) {
        return (points + POINTS_A_MINUTE - 1) / POINTS_A_MINUTE;
    }
}
