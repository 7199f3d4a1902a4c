/** Which operation a method and a path ask for, and of whom. */
package dev.packhouse.adapter.http.route;
