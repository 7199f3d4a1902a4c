/** Routing: finds the operation and the owner that method and path of a request identify. */
package dev.packhouse.adapter.http.route;
