/** The paths of the operator of a server, who creates, lists and revokes tokens while it runs. */
package dev.packhouse.adapter.http.operator;
