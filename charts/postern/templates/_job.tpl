{{/*
A Job of the postern command, as a hook. Takes root, component, digest,
command, env, secret (a name or nothing). It runs as the namespace's default
account, without its token: at an install it runs before anything else exists.
*/}}
{{- define "postern.job" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "postern.fullname" .root }}-{{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "postern.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "0"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: 3
  activeDeadlineSeconds: 600
  ttlSecondsAfterFinished: {{ int .root.Values.jobs.ttlSecondsAfterFinished }}
  template:
    metadata:
      labels:
        {{- include "postern.labels" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .component }}
    spec:
      {{- include "postern.podSecurity" .root | nindent 6 }}
      restartPolicy: Never
      containers:
        - name: {{ .component }}
          image: {{ include "postern.image" (dict "root" .root "name" "cli" "digest" .digest) | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args:
            {{- toYaml .command | nindent 12 }}
          env:
            {{- toYaml .env | nindent 12 }}
          resources:
            {{- toYaml .root.Values.jobs.resources | nindent 12 }}
          securityContext:
            {{- include "postern.containerSecurity" . | nindent 12 }}
          {{- with .mounts }}
          volumeMounts:
            {{- toYaml . | nindent 12 }}
          {{- end }}
      {{- with .volumes }}
      volumes:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}
