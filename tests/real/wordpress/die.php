<?php
// Dies as a server does that runs out of memory: after what was asked is in the database, before an
// answer goes out. Only where the request says so.
function die_when_told(string $moment): void {
    if (($_SERVER['HTTP_X_DIE_AFTER'] ?? '') === $moment) {
        posix_kill(getmypid(), SIGKILL);
    }
}
add_action('wp_insert_post', fn () => die_when_told('insert'));         // a post is half made
add_action('rest_after_insert_post', fn () => die_when_told('post'));   // it is whole
add_action('add_attachment', fn () => die_when_told('file'));           // no smaller sizes yet
add_action('rest_after_insert_attachment', fn () => die_when_told('media'));
add_action('deleted_post', fn () => die_when_told('delete'));
