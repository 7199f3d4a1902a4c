/** The handlers of the routes: they call the application, and map the outcome to GitHub's response. */
package dev.packhouse.adapter.http.operation;
