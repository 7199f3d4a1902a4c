package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;

/**
 * A policy file has problems. The message has a line {@code FILE:LINE: reason} for each of the first {@value Problems#LIMIT}
 * problems, and a line with the number of further ones.
 */
public final class PolicyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PolicyFileException(String file, Problems<Problem> problems) {
        super(problems.message(problem -> problem.in(file)));
    }
}
