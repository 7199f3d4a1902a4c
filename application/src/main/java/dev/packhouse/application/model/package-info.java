/** Values that the use cases and the backends share: pages, audit entries, health, and the exceptions of a backend. */
package dev.packhouse.application.model;
