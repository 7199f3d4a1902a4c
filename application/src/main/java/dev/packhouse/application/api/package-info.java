/** The use cases, as driving adapters call them. */
package dev.packhouse.application.api;
