{{/* Names, labels, and the graph that all else is made from. */}}

{{- define "postern.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What a selector selects by: never changes. */}}
{{- define "postern.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "postern.labels" -}}
{{ include "postern.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The services of the graph that this release runs, each with its own values merged over the defaults: {services: [...]} */}}
{{- define "postern.services" -}}
{{- $graph := .Files.Get "files/service-graph.yaml" | fromYaml -}}
{{- $called := list -}}
{{- range $graph.services -}}
{{- $called = concat $called .callees -}}
{{- end -}}
{{- $services := list -}}
{{- range $graph.services -}}
{{- $own := index $.Values.services .name -}}
{{- if not $own -}}
{{- fail (printf "services.%s is missing: the service graph has it" .name) -}}
{{- end -}}
{{- if $own.enabled -}}
{{- $values := mergeOverwrite (deepCopy $.Values.defaults) (deepCopy $own) -}}
{{- $fullname := printf "%s-%s" (include "postern.fullname" $) .name -}}
{{- $services = append $services (dict "name" .name "certificateName" .certificateName "callees" .callees "backends" .backends "values" $values "fullname" $fullname "protocol" (ternary "grpc" "http" (has .name $called))) -}}
{{- end -}}
{{- end -}}
{{- dict "services" $services | toYaml -}}
{{- end -}}

{{/* POSTERN_KEY_RELEASE_ for key-release. */}}
{{- define "postern.prefix" -}}
POSTERN_{{ . | upper | replace "-" "_" }}_
{{- end -}}

{{/* An image by digest; the tag is for people. Takes root, name and digest. */}}
{{- define "postern.image" -}}
{{- $image := .root.Values.image -}}
{{- $path := printf "%s/%s" $image.repository .name -}}
{{- if $image.registry -}}
{{- $path = printf "%s/%s" $image.registry $path -}}
{{- end -}}
{{- $tagged := printf "%s:%s" $path (default .root.Chart.AppVersion $image.tag) -}}
{{- if .digest -}}
{{- printf "%s@%s" $tagged .digest -}}
{{- else -}}
{{- $tagged -}}
{{- end -}}
{{- end -}}

{{/* Name of the Secret with a service's certificate. */}}
{{- define "postern.certificateSecret" -}}
{{- $default := printf "%s-tls" .service.fullname -}}
{{- if eq .root.Values.certificates.provider "secrets" -}}
{{- default $default (index .root.Values.certificates.existingSecrets .service.name) -}}
{{- else -}}
{{- $default -}}
{{- end -}}
{{- end -}}

{{/* Name of the Secret with a service's key files; empty when it has none. */}}
{{- define "postern.secretName" -}}
{{- if index .root.Values.developmentKeys .service.name -}}
{{- printf "%s-development-keys" .service.fullname -}}
{{- else -}}
{{- dig .service.name "existingSecret" "" .root.Values.secrets -}}
{{- end -}}
{{- end -}}

{{- define "postern.issuerRef" -}}
{{- if .Values.certificates.issuer.create -}}
name: {{ include "postern.fullname" . }}-authority
kind: Issuer
group: cert-manager.io
{{- else -}}
{{ toYaml .Values.certificates.issuer.ref }}
{{- end -}}
{{- end -}}
