/**
 * The backend on the live GitHub REST API: one request for each question and each change, with the caller's own token, and
 * with every answer either understood or refused.
 */
package dev.packhouse.adapter.github;
