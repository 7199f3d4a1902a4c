package dev.packhouse.adapter.http.planfile;

/** A file is no plan, or a damaged one. The message has the file, the line and the reason. */
public final class PlanFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlanFileException(String message) {
        super(message);
    }
}
