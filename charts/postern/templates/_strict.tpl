{{/*
What the strict mode refuses, as a map from the check's name to a sentence. A
name in acceptedRisks, with a reason, lets its check pass; strictMode: false
lets all pass.
*/}}
{{- define "postern.risks" -}}
{{- $values := .Values -}}
{{- $services := (include "postern.services" . | fromYaml).services -}}
{{- $risks := dict -}}
{{- if $values.developmentKeys -}}
{{- $_ := set $risks "development-keys" "developmentKeys puts key files into the release: use existing Secrets" -}}
{{- end -}}
{{- if not $values.capsuleKeys.strictFiles -}}
{{- $_ := set $risks "key-files" "capsuleKeys.strictFiles is off: key files may be readable by others" -}}
{{- end -}}
{{- $loose := list -}}
{{- $single := list -}}
{{- range $services -}}
{{- if not .values.digest -}}
{{- $loose = append $loose (printf "services.%s.digest" .name) -}}
{{- end -}}
{{- $replicas := ternary (int .values.autoscaling.minReplicas) (int .values.replicas) .values.autoscaling.enabled -}}
{{- if and (lt $replicas 2) (ne .name "aggregation") -}}
{{- $single = append $single .name -}}
{{- end -}}
{{- end -}}
{{- if and $values.migrations.enabled (not $values.migrations.digest) -}}
{{- $loose = append $loose "migrations.digest" -}}
{{- end -}}
{{- if and (eq $values.topics.mode "job") (not $values.topics.digest) -}}
{{- $loose = append $loose "topics.digest" -}}
{{- end -}}
{{- if $loose -}}
{{- $_ := set $risks "image-digest" (printf "a tag can be moved: set %s (sha256:…)" (join ", " $loose)) -}}
{{- end -}}
{{- if $single -}}
{{- $_ := set $risks "one-replica" (printf "readers wait for %s, and there is one replica" (join ", " $single)) -}}
{{- end -}}
{{- if not $values.networkPolicy.enabled -}}
{{- $_ := set $risks "network-policy" "networkPolicy.enabled is off: every pod of the cluster may try every port" -}}
{{- end -}}
{{- if hasPrefix "memory:" $values.redis.url -}}
{{- $_ := set $risks "passcodes-in-memory" "redis.url is memory: replicas do not share passcodes, and their budgets are forgotten" -}}
{{- else if not (regexMatch "^rediss(\\+sentinel|\\+cluster)?:" $values.redis.url) -}}
{{- $_ := set $risks "redis-tls" "redis.url is not rediss: passcodes' hashes and the password travel in the clear" -}}
{{- end -}}
{{- if $values.kafka.brokers -}}
{{- $_ := set $risks "kafka-tls" "Postern speaks to Kafka without TLS: encrypt that network (a mesh, WireGuard between nodes), and say so in acceptedRisks" -}}
{{- else -}}
{{- $_ := set $risks "events-in-memory" "kafka.brokers is empty: usage events are not kept" -}}
{{- end -}}
{{- if not $values.postgresql.host -}}
{{- $_ := set $risks "counts-in-memory" "postgresql.host is empty: counts are forgotten with the pod" -}}
{{- else if ne $values.postgresql.sslMode "verify-full" -}}
{{- $_ := set $risks "postgresql-tls" "postgresql.sslMode is not verify-full: counts and the password travel in the clear" -}}
{{- end -}}
{{- if not (or (hasPrefix "smtps:" $values.smtp.url) (contains "requireTLS=true" $values.smtp.url)) -}}
{{- $_ := set $risks "smtp-tls" "smtp.url neither is smtps nor has requireTLS=true: passcodes may travel in the clear" -}}
{{- end -}}
{{- toYaml $risks -}}
{{- end -}}

{{/* What cannot work, whatever the mode; a list of sentences. */}}
{{- define "postern.mistakes" -}}
{{- $values := .Values -}}
{{- $mistakes := list -}}
{{- range $name, $value := dict "portal.host" $values.portal.host "redis.url" $values.redis.url "smtp.url" $values.smtp.url "smtp.from" $values.smtp.from -}}
{{- if not $value -}}
{{- $mistakes = append $mistakes (printf "%s has to be set" $name) -}}
{{- end -}}
{{- end -}}
{{- $operator := list $values.portal.operator.name $values.portal.operator.email $values.portal.operator.address | compact -}}
{{- if not (has (len $operator) (list 0 3)) -}}
{{- $mistakes = append $mistakes "portal.operator needs name, email and address, or none of them" -}}
{{- end -}}
{{- if eq $values.revocations.store "file" -}}
{{- $keyRelease := mergeOverwrite (deepCopy $values.defaults) (deepCopy (index $values.services "key-release")) -}}
{{- if or (gt (int $keyRelease.replicas) 1) $keyRelease.autoscaling.enabled -}}
{{- $mistakes = append $mistakes "revocations.store is file, which one key-release may write: set services.key-release.replicas to 1" -}}
{{- end -}}
{{- if not $values.revocations.existingClaim -}}
{{- $mistakes = append $mistakes "revocations.store is file: revocations.existingClaim has to be set" -}}
{{- end -}}
{{- else if not $values.kafka.brokers -}}
{{- $mistakes = append $mistakes "revocations.store is kafka: kafka.brokers has to be set, or no key-release would know what was taken back" -}}
{{- end -}}
{{- if and (hasPrefix "transit:" $values.capsuleKeys.url) (not (index $values.secrets "key-release").transitToken) -}}
{{- $mistakes = append $mistakes "capsuleKeys.url is transit: secrets.key-release.transitToken has to name the token's key" -}}
{{- end -}}
{{- if and (ne $values.certificates.provider "secrets") (not $values.certificates.issuer.create) (not $values.certificates.issuer.ref.name) -}}
{{- $mistakes = append $mistakes "certificates.issuer.create is off: certificates.issuer.ref.name has to be set" -}}
{{- end -}}
{{- $oidc := list $values.analytics.host $values.analytics.oidc.issuer $values.analytics.oidc.clientId | compact -}}
{{- if not (has (len $oidc) (list 0 3)) -}}
{{- $mistakes = append $mistakes "analytics needs host, oidc.issuer and oidc.clientId, or none of them (then: kubectl port-forward)" -}}
{{- end -}}
{{- if and $values.httpRoute.enabled (not $values.httpRoute.parentRefs) -}}
{{- $mistakes = append $mistakes "httpRoute.parentRefs has to name a Gateway" -}}
{{- end -}}
{{- if and $values.migrations.enabled (not $values.postgresql.host) -}}
{{- $mistakes = append $mistakes "migrations.enabled: postgresql.host has to be set" -}}
{{- end -}}
{{- if and (eq $values.topics.mode "strimzi") (not $values.topics.strimziCluster) -}}
{{- $mistakes = append $mistakes "topics.mode is strimzi: topics.strimziCluster has to be set" -}}
{{- end -}}
{{- if and $values.networkPolicy.enabled (or $values.ingress.enabled $values.httpRoute.enabled) (not $values.networkPolicy.ingressControllers) -}}
{{- $mistakes = append $mistakes "networkPolicy.ingressControllers has to say who may reach the portal" -}}
{{- end -}}
{{- if and $values.networkPolicy.enabled (ne $values.monitoring.kind "none") (not $values.networkPolicy.monitoring) -}}
{{- $mistakes = append $mistakes "networkPolicy.monitoring has to say who may read metrics" -}}
{{- end -}}
{{- if $values.networkPolicy.enabled -}}
{{- $needed := list -}}
{{- range $service := (include "postern.services" . | fromYaml).services -}}
{{- range $service.backends -}}
{{- if include "postern.usesBackend" (dict "root" $ "service" $service.name "backend" .) -}}
{{- $needed = append $needed . -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if $values.tracing.endpoint -}}
{{- $needed = append $needed "traces" -}}
{{- end -}}
{{- range $needed | uniq -}}
{{- if not (dig . "peers" list $values.networkPolicy.backends) -}}
{{- $mistakes = append $mistakes (printf "networkPolicy.backends.%s.peers has to say where it is" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- dict "mistakes" $mistakes | toYaml -}}
{{- end -}}
