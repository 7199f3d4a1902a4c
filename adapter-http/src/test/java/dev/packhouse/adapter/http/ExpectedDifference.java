package dev.packhouse.adapter.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that must fail with the live chain, because the response differs there. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ExpectedDifference.All.class)
@interface ExpectedDifference {

    /** The reason. */
    Difference because();

    /** A part of the message of the failure, with the response of the live chain. */
    String instead();

    /** A regular expression for the arguments of the test, separated by commas, for which the response differs. */
    String where() default ".*";

    /** More than one difference. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        /** The differences; the first one whose arguments match counts. */
        ExpectedDifference[] value();
    }
}
