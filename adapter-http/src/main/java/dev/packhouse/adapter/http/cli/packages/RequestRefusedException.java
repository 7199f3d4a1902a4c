package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.CommandException;

/** A target refused to show something. The message has the subject, the words of the refusal and its code. */
final class RequestRefusedException extends CommandException {

    private static final long serialVersionUID = 1L;

    private final String words;
    private final String code;

    /**
     * Creates the exception.
     *
     * @param subject what was asked for, such as {@code octo-org/npm/octo-utils}
     * @param words the words of the refusal
     * @param code its code
     */
    RequestRefusedException(String subject, String words, String code) {
        super("%s: %s (%s)".formatted(subject, words, code));
        this.words = words;
        this.code = code;
    }

    String words() {
        return words;
    }

    String code() {
        return code;
    }
}
