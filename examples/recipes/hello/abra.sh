# Raise with every change of site.conf.tmpl: the content of a config can't be changed under the same name.
export SITE_CONF_VERSION=v2

# abra app cmd DOMAIN app publish: puts a page into the volume.
publish() {
  date --utc +'Published on %F at %T UTC.' > /var/www/html/index.html
}
