package dev.packhouse.architecture.bad.domain.policy;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** As containers have it. */
@Retention(RetentionPolicy.RUNTIME)
@interface Inject {}
