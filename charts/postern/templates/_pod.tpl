{{/* What every container of this chart has: Pod Security "restricted", and no writable file system at all. */}}
{{- define "postern.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* The same for every pod. No account's token: nothing here speaks to the API. Takes root. */}}
{{- define "postern.podSecurity" -}}
automountServiceAccountToken: false
# Variables such as POSTERN_GATEWAY_PORT that Kubernetes would add are taken for settings that do not exist (exit code 78).
enableServiceLinks: false
{{- if not .Values.pods.hostUsers }}
hostUsers: false
{{- end }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ int .Values.pods.user }}
  runAsGroup: {{ int .Values.pods.user }}
  # Key files are root's, mode 0440 and of this group: nobody else reads them.
  fsGroup: {{ int .Values.pods.user }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{/*
Seconds until the kubelet kills: as long as the process goes on while it says
that it is not ready, its grace for what is under way, the five seconds after
which its own last timer ends it (libs/runtime/src/process.ts), and five more.
*/}}
{{- define "postern.terminationSeconds" -}}
{{- add (int .root.Values.pods.stopDelaySeconds) (int .service.values.stopGraceSeconds) 10 -}}
{{- end -}}

{{- define "postern.volumes" -}}
{{- $root := .root -}}
{{- $service := .service -}}
- name: tls
{{- if eq $root.Values.certificates.provider "csi-driver" }}
{{- $issuer := include "postern.issuerRef" $root | fromYaml }}
  csi:
    driver: csi.cert-manager.io
    readOnly: true
    volumeAttributes:
      csi.cert-manager.io/issuer-name: {{ $issuer.name }}
      csi.cert-manager.io/issuer-kind: {{ $issuer.kind }}
      csi.cert-manager.io/issuer-group: {{ $issuer.group }}
      csi.cert-manager.io/dns-names: {{ $service.certificateName }}
      csi.cert-manager.io/key-usages: digital signature,server auth,client auth
      csi.cert-manager.io/key-encoding: PKCS8
      csi.cert-manager.io/duration: {{ $root.Values.certificates.duration }}
      csi.cert-manager.io/renew-before: {{ $root.Values.certificates.renewBefore }}
      csi.cert-manager.io/fs-group: {{ $root.Values.pods.user | int | quote }}
{{- else }}
  secret:
    secretName: {{ include "postern.certificateSecret" . }}
    # 0440, in the notation that every reader of YAML reads alike.
    defaultMode: 288
{{- end }}
{{- with include "postern.secretName" . }}
- name: secrets
  secret:
    secretName: {{ . }}
    # 0440, in the notation that every reader of YAML reads alike.
    defaultMode: 288
{{- end }}
{{- range $name, $ca := include "postern.trust" . | fromYaml }}
- name: trust-{{ $name }}
{{- if $ca.secret }}
  secret:
    secretName: {{ $ca.secret }}
    # 0440, in the notation that every reader of YAML reads alike.
    defaultMode: 288
{{- else }}
  configMap:
    name: {{ $ca.configMap }}
{{- end }}
    items:
      - key: {{ $ca.key }}
        path: ca.crt
{{- end }}
{{- if and (eq $service.name "key-release") (eq $root.Values.revocations.store "file") }}
- name: revocations
  persistentVolumeClaim:
    claimName: {{ $root.Values.revocations.existingClaim }}
{{- end }}
{{- with $service.values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "postern.volumeMounts" -}}
- name: tls
  mountPath: /etc/postern/tls
  readOnly: true
{{- if include "postern.secretName" . }}
- name: secrets
  mountPath: /etc/postern/secrets
  readOnly: true
{{- end }}
{{- range $name, $ca := include "postern.trust" . | fromYaml }}
- name: trust-{{ $name }}
  mountPath: /etc/postern/trust/{{ $name }}
  readOnly: true
{{- end }}
{{- if and (eq .service.name "key-release") (eq .root.Values.revocations.store "file") }}
- name: revocations
  mountPath: /var/lib/postern
{{- end }}
{{- with .service.values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "postern.environment" -}}
{{- $settings := include "postern.settings" . | fromYaml -}}
{{- range $name, $value := $settings }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- if and (has "postgresql" .service.backends) .root.Values.postgresql.host }}
# The one secret that is not a file: the driver reads it from here, and the URL stays free of it.
- name: PGPASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "postern.secretName" . }}
      key: {{ .root.Values.secrets.aggregation.databasePassword }}
{{- end }}
{{- with .service.values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Replicas spread over zones and nodes; rendering (hostile HTML, plaintext) keeps away from the private keys. */}}
{{- define "postern.placement" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- $constraints := list -}}
{{- with $service.values.topologySpread.zone -}}
{{- $constraints = append $constraints (dict "key" "topology.kubernetes.io/zone" "when" .) -}}
{{- end -}}
{{- with $service.values.topologySpread.node -}}
{{- $constraints = append $constraints (dict "key" "kubernetes.io/hostname" "when" .) -}}
{{- end -}}
{{- with $constraints -}}
topologySpreadConstraints:
{{- range . }}
  - maxSkew: 1
    topologyKey: {{ .key }}
    whenUnsatisfiable: {{ .when }}
    # Of one version only, so that a rollout does not count the pods that it replaces.
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "postern.selectorLabels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $service.name }}
{{- end }}
{{- end }}
{{- $apart := and (eq $service.name "rendering") (ne $root.Values.pods.renderingAwayFromKeys "off") }}
{{- if $service.values.affinity }}
affinity:
  {{- toYaml $service.values.affinity | nindent 2 }}
{{- else if $apart }}
affinity:
  podAntiAffinity:
    {{- if eq $root.Values.pods.renderingAwayFromKeys "required" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "postern.selectorLabels" $root | nindent 12 }}
            app.kubernetes.io/component: key-release
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "postern.selectorLabels" $root | nindent 14 }}
              app.kubernetes.io/component: key-release
    {{- end }}
{{- end }}
{{- with $service.values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $service.values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $service.values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $service.values.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- end -}}
