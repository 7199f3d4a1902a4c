package dev.packhouse.adapter.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a test fails with the live chain, which answers differently, and how. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ExpectedDifference.All.class)
@interface ExpectedDifference {

    /** Why it differs. */
    Difference because();

    /** What the live chain answers instead: a part of the failure's message. */
    String instead();

    /** The arguments that it differs for, separated by commas: a regular expression. */
    String where() default ".*";

    /** More than one difference. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        /** The differences; the first one whose arguments match counts. */
        ExpectedDifference[] value();
    }
}
