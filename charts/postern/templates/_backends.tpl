{{/* Whether a backend is used with these values: "yes" or nothing. Takes root, service (its name) and backend. */}}
{{- define "postern.usesBackend" -}}
{{- $values := .root.Values -}}
{{- $used := true -}}
{{- if eq .backend "redis" -}}
{{- $used = and $values.redis.url (not (hasPrefix "memory:" $values.redis.url)) -}}
{{- else if eq .backend "kafka" -}}
{{- $used = and $values.kafka.brokers (not (and (eq .service "key-release") (ne $values.revocations.store "kafka"))) -}}
{{- else if eq .backend "postgresql" -}}
{{- $used = $values.postgresql.host -}}
{{- else if eq .backend "key-custody" -}}
{{- $used = or (hasPrefix "transit:" $values.capsuleKeys.url) (hasPrefix "kms+tls:" $values.capsuleKeys.url) -}}
{{- else if and (eq .backend "identity-providers") (eq .service "identity") -}}
{{- $used = $values.secrets.identity.issuers -}}
{{- else if and (eq .backend "identity-providers") (eq .service "aggregation") -}}
{{- $used = $values.analytics.oidc.issuer -}}
{{- end -}}
{{- ternary "yes" "" (not (empty $used)) -}}
{{- end -}}

{{/* The settings that name a service's backends, as a map. Takes root and service. */}}
{{- define "postern.backendSettings" -}}
{{- $values := .root.Values -}}
{{- $prefix := include "postern.prefix" .service.name -}}
{{- if has "kafka" .service.backends }}
{{- $topic := ternary $values.revocations.topic $values.kafka.usageTopic (eq .service.name "key-release") }}
{{- $bus := ternary (printf "kafka://%s/%s" (join "," $values.kafka.brokers) $topic) "memory:" (not (empty $values.kafka.brokers)) }}
{{- if ne .service.name "key-release" }}
{{ $prefix }}USAGE_BUS: {{ $bus | quote }}
{{- else if eq $values.revocations.store "file" }}
{{ $prefix }}REVOCATIONS: file:///var/lib/postern/revocations
{{- else }}
{{ $prefix }}REVOCATIONS: {{ $bus | quote }}
{{- end }}
{{- end }}
{{- if has "postgresql" .service.backends }}
{{- with $values.postgresql }}
{{- if .host }}
{{- $ca := ternary "&sslrootcert=/etc/postern/trust/postgresql/ca.crt" "" (or (not (empty .ca.configMap)) (not (empty .ca.secret))) }}
{{ $prefix }}DATABASE: {{ printf "postgres://%s@%s:%d/%s?sslmode=%s%s" .user .host (int .port) .database .sslMode $ca | quote }}
{{- else }}
{{ $prefix }}DATABASE: "pglite:"
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The authorities that a service trusts beside the graph's own: {name: ca}. Takes root and service. */}}
{{- define "postern.trust" -}}
{{- $values := .root.Values -}}
{{- range list "redis" "smtp" "postgresql" -}}
{{- $ca := (index $values .).ca -}}
{{- if and (has . $.service.backends) (or $ca.configMap $ca.secret) }}
{{ . }}: {{ toJson $ca }}
{{- end }}
{{- end -}}
{{- end -}}
