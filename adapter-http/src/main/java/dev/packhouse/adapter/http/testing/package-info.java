/** The server in the process of a test: started, controlled and closed by Java code. */
package dev.packhouse.adapter.http.testing;
