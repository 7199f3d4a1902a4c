/**
 * The backend on the live GitHub REST API. Sends each read and each change with the caller's own token, and checks each
 * response before it uses it.
 */
package dev.packhouse.adapter.github;
