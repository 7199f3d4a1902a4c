package dev.packhouse.architecture.bad.domain.policy;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An annotation with the name of that of dependency-injection containers. */
@Retention(RetentionPolicy.RUNTIME)
@interface Inject {}
