/** The interfaces of the use cases, which driving adapters call. */
package dev.packhouse.application.api;
