<?php
// Installs the site and prints an application password for each of its users, `name password`.
define('WP_INSTALLING', true);
$_SERVER += ['HTTP_HOST' => parse_url(getenv('SITE'), PHP_URL_HOST), 'SERVER_PROTOCOL' => 'HTTP/1.1',
             'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Dinas Contoh', 'admin', 'admin@contoh.example', true, '', wp_generate_password());
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
flush_rewrite_rules(false);
foreach (['dinas' => 'author', 'penulis' => 'author', 'magang' => 'contributor'] as $name => $role) {
    $user = wp_insert_user(['user_login' => $name, 'user_pass' => wp_generate_password(),
                            'user_email' => "$name@contoh.example", 'role' => $role]);
    [$password] = WP_Application_Passwords::create_new_application_password($user, ['name' => 'soptui']);
    echo "$name $password\n";
}
