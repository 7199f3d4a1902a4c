/** The conventions of GitHub's REST API that hold whatever is asked: tokens, versions, addresses, pages, replies. */
package dev.packhouse.adapter.http.protocol;
