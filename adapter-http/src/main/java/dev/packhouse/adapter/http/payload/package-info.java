/** The JSON of accounts, packages and versions, field by field in GitHub's order. */
package dev.packhouse.adapter.http.payload;
