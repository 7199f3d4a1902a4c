package dev.packhouse.adapter.persistence.sql;

/** A row has values that were never written so, or a row is missing that was written: the file is damaged. */
public final class DamagedRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRowException(String message, Throwable cause) {
        super(message, cause);
    }
}
