/** The server: takes HTTP requests as GitHub's REST API has them, and gives GitHub's answers to them. */
package dev.packhouse.adapter.http;
