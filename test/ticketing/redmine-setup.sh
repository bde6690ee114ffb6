#!/usr/bin/env bash
# redmine-setup.sh [PORT]  -- a REAL Redmine 5.0 (Debian 12 packages, SQLite, puma) on 127.0.0.1:PORT, for tests.
# Second real system beside RT. Idempotent, non-interactive, root.   redmine-setup.sh --stop PORT
# NOTE: installs dbconfig-common (replaces dbconfig-no-thanks, which rt-setup.sh installs; RT keeps working).
set -euo pipefail
STOP=; [ "${1:-}" = --stop ] && { STOP=1; shift; }
PORT="${1:-18090}"; RUN="/var/tmp/redmine-test-$PORT"; URL="http://127.0.0.1:$PORT"; mkdir -p "$RUN"
say() { echo "redmine-setup: $*" >&2; }
stop_server() { local p; p="$(cat "$RUN/puma.pid" 2>/dev/null || true)"; if [ -n "$p" ] && grep -qa puma "/proc/$p/cmdline" 2>/dev/null; then kill "$p"; for _ in $(seq 50); do [ -d "/proc/$p" ] || break; sleep 0.1; done; fi; rm -f "$RUN/puma.pid"; }
[ -n "$STOP" ] && { stop_server; exit 0; }
# Ruby's own, newer bundler does not see Debian's gems as installed ("Could not find rotp-6.2.0.gem for installation"); Debian's does.
use_debians_bundler() {
  local v; v="$(dpkg-query -W -f='${Version}' ruby-bundler 2>/dev/null | sed 's/[-~+].*//')" || true
  [ -z "$v" ] || export BUNDLER_VERSION="$v"
}
if ! dpkg-query -W -f='${Status}' redmine 2>/dev/null | grep -q 'ok installed' || ! command -v puma >/dev/null; then
  say "installing packages (about 2 minutes) ..."
  export DEBIAN_FRONTEND=noninteractive
  [ -n "$(ls /var/lib/apt/lists/*_Packages* 2>/dev/null)" ] || apt-get update -qq >/dev/null
  use_debians_bundler   # a half-installed redmine would be configured first
  install() { apt-get install -y -qq --no-install-recommends "$@" >>"$RUN/apt.log" 2>&1; }
  # Old lists name packages that are gone from the mirror.
  install ruby-bundler curl || { apt-get update -qq >/dev/null; install ruby-bundler curl; } || { tail -20 "$RUN/apt.log" >&2; exit 1; }
  use_debians_bundler
  install redmine redmine-sqlite dbconfig-sqlite3 puma || { tail -20 "$RUN/apt.log" >&2; exit 1; }
fi
use_debians_bundler
export RAILS_ENV=production REDMINE_INSTANCE=default REDMINE_LANG=de
cat > "$RUN/seed.rb" <<'EOF'
Setting.rest_api_enabled = '1'; Setting.default_language = 'de'
p = Project.find_by_identifier('support') || Project.new(name: 'Produktsupport', identifier: 'support')
p.trackers = Tracker.all; p.is_public = false; p.enabled_module_names = %w[issue_tracking]; p.save!
b = Project.find_by_identifier('berater') || Project.new(name: 'Berater', identifier: 'berater')
b.trackers = Tracker.all; b.is_public = false; b.enabled_module_names = %w[issue_tracking]; b.save!
IssueCategory.create!(project: b, name: 'Vor-Ort-Termin') unless b.issue_categories.where(name: 'Vor-Ort-Termin').exists?
cf = %w[BotReferenz Kontakt Abrechnung].map { |n| f = IssueCustomField.find_by_name(n) || IssueCustomField.new(name: n, field_format: 'string'); f.is_for_all = true; f.is_filter = true; f.trackers = Tracker.all; f.save!; [n, f.id] }
mk = lambda { |login, first, last| u = User.find_by_login(login) || User.new(firstname: first, lastname: last, mail: "#{login}@support.test"); u.login = login; (u.password = u.password_confirmation = SecureRandom.hex(12)) if u.new_record?; u.status = 1; u.save!; [p, b].each { |in_p| Member.create!(project: in_p, user: u, roles: [Role.givable.order(:position).first]) unless in_p.members.where(user_id: u.id).exists? }; u }
bot = mk.call('support-bot', 'Support', 'Bot'); agent = mk.call('agentin', 'Anna', 'Agentin')
puts "REDMINE_KEY=#{bot.api_key}", "REDMINE_AGENT_KEY=#{agent.api_key}", "REDMINE_PROJECT=support", "REDMINE_CONSULTANTS_PROJECT=berater", "REDMINE_CONSULTANTS_CATEGORY=Vor-Ort-Termin", "REDMINE_FIELDS=#{cf.to_h.to_json}", "REDMINE_STATUSES=#{IssueStatus.order(:id).pluck(:name, :id).to_h.to_json}"
EOF
if [ ! -s "$RUN/env" ] || ! cmp -s "$RUN/seed.rb" "$RUN/seeded.rb"; then say "seeding ..."; (cd /usr/share/redmine && bin/rails runner "$RUN/seed.rb") 2>"$RUN/seed.log" | grep '^REDMINE_' > "$RUN/env.new" || { tail -20 "$RUN/seed.log" >&2; exit 1; }; mv "$RUN/env.new" "$RUN/env"; cp "$RUN/seed.rb" "$RUN/seeded.rb"; fi
up() { curl -fs -o /dev/null -m 5 "$URL/login"; }
if ! up; then
  stop_server; say "starting the server ..."
  (cd /usr/share/redmine && exec setsid puma -b "tcp://127.0.0.1:$PORT" -t 1:4 -e production --pidfile "$RUN/puma.pid" config.ru) >>"$RUN/server.log" 2>&1 </dev/null &
  disown; for _ in $(seq 300); do up && break; sleep 0.2; done; up || { tail -20 "$RUN/server.log" >&2; exit 1; }
fi
echo "REDMINE_URL=$URL"; cat "$RUN/env"; echo "REDMINE_PID=$(cat "$RUN/puma.pid")"
