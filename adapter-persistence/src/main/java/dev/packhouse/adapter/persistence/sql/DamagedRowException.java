package dev.packhouse.adapter.persistence.sql;

/** A row holds values that were never written, or a row that was written is missing: the file is damaged. */
public final class DamagedRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRowException(String message, Throwable cause) {
        super(message, cause);
    }
}
