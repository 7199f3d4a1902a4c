/** Plans of a cleanup: what a policy does with each version of a package, and why. */
package dev.packhouse.domain.cleanup.plan;
