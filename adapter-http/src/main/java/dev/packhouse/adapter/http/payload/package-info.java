/** The JSON encoding of accounts, packages and versions, with the fields in GitHub's order. */
package dev.packhouse.adapter.http.payload;
