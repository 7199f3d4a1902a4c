/** The connections of clients: how many there are, how long they may take, and that none of them is in the way of others. */
package dev.packhouse.adapter.http.connection;
