{{/* The pods of one component of this release, as a label selector. Takes root and component. */}}
{{- define "postern.podsOf" -}}
matchLabels:
  {{- include "postern.selectorLabels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "postern.policyHead" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "postern.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "postern.labels" .root | nindent 4 }}
{{- end -}}

{{/* Ports of a policy, TCP. */}}
{{- define "postern.policyPorts" -}}
{{- range . }}
- protocol: TCP
  port: {{ . }}
{{- end }}
{{- end -}}

{{/* One way out of a component, to what a backend's values say. Takes root, component and backend. */}}
{{- define "postern.backendPolicy" -}}
{{- $target := index .root.Values.networkPolicy.backends .backend -}}
---
{{ include "postern.policyHead" (dict "root" .root "name" (printf "%s-to-%s" .component .backend)) }}
spec:
  podSelector:
    {{- include "postern.podsOf" . | nindent 4 }}
  policyTypes: [Egress]
  egress:
    - to:
        {{- toYaml $target.peers | nindent 8 }}
      ports:
        {{- include "postern.policyPorts" $target.ports | nindent 8 }}
{{ end -}}

{{- define "postern.dnsPolicy" -}}
---
{{ include "postern.policyHead" (dict "root" .root "name" (printf "%s-to-dns" .component)) }}
spec:
  podSelector:
    {{- include "postern.podsOf" . | nindent 4 }}
  policyTypes: [Egress]
  egress:
    - to:
        {{- toYaml .root.Values.networkPolicy.dns.peers | nindent 8 }}
      ports:
        {{- range .root.Values.networkPolicy.dns.ports }}
        - protocol: UDP
          port: {{ . }}
        - protocol: TCP
          port: {{ . }}
        {{- end }}
{{ end -}}

{{/* One way into a component's port. Takes root, component, name, peers and port. */}}
{{- define "postern.entryPolicy" -}}
---
{{ include "postern.policyHead" (dict "root" .root "name" (printf "%s-from-%s" .component .name)) }}
spec:
  podSelector:
    {{- include "postern.podsOf" . | nindent 4 }}
  policyTypes: [Ingress]
  ingress:
    - from:
        {{- toYaml .peers | nindent 8 }}
      ports:
        - protocol: TCP
          port: {{ .port }}
{{ end -}}
