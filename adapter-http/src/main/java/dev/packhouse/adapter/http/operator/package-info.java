/** The paths of the operator of a running server: its tokens, and its audit trail. */
package dev.packhouse.adapter.http.operator;
