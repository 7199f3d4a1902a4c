/** What each route does: it asks the application, and puts the outcome into GitHub's words. */
package dev.packhouse.adapter.http.operation;
