{{/*
A service's settings as a map of environment variables: what all have, whom it
calls, its backends, its own, and last what services.<name>.settings says.
*/}}
{{- define "postern.settings" -}}
{{- $service := .service -}}
{{- $root := .root -}}
{{- $prefix := include "postern.prefix" $service.name -}}
POSTERN_TLS_DIR: /etc/postern/tls
POSTERN_OPS_LISTEN: {{ printf "%s:9090" $root.Values.listenHost | quote }}
POSTERN_LOG_LEVEL: {{ $service.values.logLevel }}
POSTERN_STOP_DELAY: {{ int $root.Values.pods.stopDelaySeconds }}s
POSTERN_STOP_GRACE: {{ int $service.values.stopGraceSeconds }}s
{{ $prefix }}LISTEN: {{ printf "%s:%d" (include "postern.listenHost" .) (int $service.values.port) | quote }}
{{- range $service.callees }}
{{- $callee := index $root.Values.services . }}
{{ $prefix }}{{ . | upper | replace "-" "_" }}_TARGET: {{ printf "dns:///%s-%s.%s.svc.%s:%d" (include "postern.fullname" $root) . $root.Release.Namespace $root.Values.clusterDomain (int $callee.port) | quote }}
{{- end }}
{{- with $root.Values.tracing.endpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
POSTERN_TRACES_PERCENT: {{ int $root.Values.tracing.percent | quote }}
{{- end }}
{{- include "postern.backendSettings" . }}
{{- include (printf "postern.settings.%s" $service.name) $root }}
{{- range $name, $value := $service.values.settings }}
{{- /* A number in a values file is a float to Helm: 1048576 would read 1.048576e+06. */}}
{{- if kindIs "float64" $value }}
{{ $prefix }}{{ $name }}: {{ printf "%.0f" $value | quote }}
{{- else }}
{{ $prefix }}{{ $name }}: {{ $value | toString | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "postern.settings.gateway" }}
{{- with .Values.portal }}
POSTERN_GATEWAY_PUBLIC_URL: {{ printf "https://%s" .host | quote }}
POSTERN_GATEWAY_HSTS_SUBDOMAINS: {{ ternary "yes" "no" .hstsSubdomains | quote }}
{{- with .trustedProxies }}
POSTERN_GATEWAY_TRUSTED_PROXIES: {{ join "," . | quote }}
{{- end }}
{{- with .operator.name }}
POSTERN_GATEWAY_OPERATOR_NAME: {{ . | quote }}
{{- end }}
{{- with .operator.email }}
POSTERN_GATEWAY_OPERATOR_EMAIL: {{ . | quote }}
{{- end }}
{{- with .operator.address }}
POSTERN_GATEWAY_OPERATOR_ADDRESS: {{ . | quote }}
{{- end }}
{{- with .operator.privacyUrl }}
POSTERN_GATEWAY_OPERATOR_PRIVACY_URL: {{ . | quote }}
{{- end }}
{{- with .docsUrl }}
POSTERN_GATEWAY_DOCS_URL: {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "postern.settings.identity" }}
{{- with .Values.secrets.identity }}
POSTERN_IDENTITY_GRANT_KEYS_FILE: /etc/postern/secrets/{{ .grantKeys }}
POSTERN_IDENTITY_TOKEN_KEY_FILE: /etc/postern/secrets/{{ .tokenKey }}
{{- if .issuers }}
POSTERN_IDENTITY_ISSUERS_FILE: /etc/postern/secrets/{{ .issuers }}
POSTERN_IDENTITY_PORTAL_URL: {{ printf "https://%s" $.Values.portal.host | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "postern.settings.otp" }}
POSTERN_OTP_STORE: {{ .Values.redis.url | quote }}
POSTERN_OTP_SMTP_URL: {{ .Values.smtp.url | quote }}
POSTERN_OTP_MAIL_FROM: {{ .Values.smtp.from | quote }}
POSTERN_OTP_PORTAL_HOST: {{ .Values.portal.host | quote }}
{{- with .Values.secrets.otp }}
POSTERN_OTP_HASH_KEY_FILE: /etc/postern/secrets/{{ .hashKey }}
{{- with .storePassword }}
POSTERN_OTP_STORE_PASSWORD_FILE: /etc/postern/secrets/{{ . }}
{{- end }}
{{- with .sentinelPassword }}
POSTERN_OTP_STORE_SENTINEL_PASSWORD_FILE: /etc/postern/secrets/{{ . }}
{{- end }}
{{- with .smtpPassword }}
POSTERN_OTP_SMTP_PASSWORD_FILE: /etc/postern/secrets/{{ . }}
{{- end }}
{{- with .dkimKey }}
POSTERN_OTP_DKIM_KEY_FILE: /etc/postern/secrets/{{ . }}
POSTERN_OTP_DKIM_DOMAIN: {{ $.Values.smtp.dkim.domain | quote }}
POSTERN_OTP_DKIM_SELECTOR: {{ $.Values.smtp.dkim.selector | quote }}
{{- end }}
{{- end }}
{{- if or .Values.redis.ca.configMap .Values.redis.ca.secret }}
POSTERN_OTP_STORE_CA_FILE: /etc/postern/trust/redis/ca.crt
{{- end }}
{{- if or .Values.smtp.ca.configMap .Values.smtp.ca.secret }}
POSTERN_OTP_SMTP_CA_FILE: /etc/postern/trust/smtp/ca.crt
{{- end }}
{{- end -}}

{{- define "postern.settings.key-release" }}
POSTERN_KEY_RELEASE_CAPSULE_KEYS: {{ .Values.capsuleKeys.url | quote }}
POSTERN_KEY_RELEASE_STRICT_MODE: {{ ternary "on" "off" .Values.capsuleKeys.strictFiles | quote }}
{{- with index .Values.secrets "key-release" }}
POSTERN_KEY_RELEASE_SENDERS_FILE: /etc/postern/secrets/{{ .senders }}
POSTERN_KEY_RELEASE_GRANT_KEYS_FILE: /etc/postern/secrets/{{ .grantPublicKeys }}
{{- with .transitToken }}
POSTERN_KEY_RELEASE_TRANSIT_TOKEN_FILE: /etc/postern/secrets/{{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "postern.settings.rendering" }}
POSTERN_RENDERING_WORKERS: {{ int .Values.services.rendering.workers | quote }}
{{- end -}}

{{/* aggregation listens for others only where somebody says who they are. */}}
{{- define "postern.listenHost" -}}
{{- $isClosed := and (eq .service.name "aggregation") (not .root.Values.analytics.oidc.issuer) -}}
{{- ternary "127.0.0.1" .root.Values.listenHost $isClosed -}}
{{- end -}}

{{- define "postern.settings.aggregation" }}
{{- with .Values.analytics.oidc }}
{{- if .issuer }}
POSTERN_AGGREGATION_PUBLIC_URL: {{ printf "https://%s" $.Values.analytics.host | quote }}
POSTERN_AGGREGATION_OIDC_ISSUER: {{ .issuer | quote }}
POSTERN_AGGREGATION_OIDC_CLIENT_ID: {{ .clientId | quote }}
POSTERN_AGGREGATION_OIDC_CLIENT_SECRET_FILE: /etc/postern/secrets/{{ $.Values.secrets.aggregation.clientSecret }}
POSTERN_AGGREGATION_OIDC_AUDIENCE: {{ .audience | quote }}
POSTERN_AGGREGATION_OIDC_ROLES_CLAIM: {{ .rolesClaim | quote }}
POSTERN_AGGREGATION_OIDC_VIEWER_ROLE: {{ .viewerRole | quote }}
POSTERN_AGGREGATION_OIDC_EXPORTER_ROLE: {{ .exporterRole | quote }}
POSTERN_AGGREGATION_SESSION_KEY_FILE: /etc/postern/secrets/{{ $.Values.secrets.aggregation.sessionKey }}
{{- end }}
{{- end }}
{{- end -}}
