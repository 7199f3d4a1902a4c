/** The part of GraphQL that clients of packages use: who the caller is, and the rate limit. There are no mutations. */
package dev.packhouse.adapter.http.graphql;
