/** Values that the use cases and the backends share: pages, audit entries, health, and the ways in which a backend fails. */
package dev.packhouse.application.model;
