/** The configuration of the log: destination, levels, and the format with one line per event. */
package dev.packhouse.adapter.http.logging;
