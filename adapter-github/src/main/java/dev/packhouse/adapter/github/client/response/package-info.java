/** Responses of GitHub's REST API: their headers, the pages of lists, and the JSON objects with their text. */
package dev.packhouse.adapter.github.client.response;
