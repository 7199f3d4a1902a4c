/** What the log looks like: where it goes, what it leaves out, and that one event is one line. */
package dev.packhouse.adapter.http.logging;
