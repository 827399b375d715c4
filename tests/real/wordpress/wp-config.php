<?php
// A WordPress for tests: its data in one SQLite file, no cron, nothing from outside.
define('DB_NAME', 'tests');
define('DB_USER', '');
define('DB_PASSWORD', '');
define('DB_HOST', '');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $purpose) {
    define($purpose . '_KEY', hash('sha256', "$purpose key of a test"));
    define($purpose . '_SALT', hash('sha256', "$purpose salt of a test"));
}
define('WP_HOME', getenv('SITE'));
define('WP_SITEURL', getenv('SITE'));
define('WP_ENVIRONMENT_TYPE', 'local');  // application passwords without TLS, on the loopback only
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('FS_METHOD', 'direct');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
