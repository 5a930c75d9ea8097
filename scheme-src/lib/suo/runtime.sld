;;; (suo runtime): what further libraries need of the run-time system. Not for users: names and meanings may change.
(define-library (suo runtime)
  (export wrong-type wrong-range simple-error file-error write-records-with!
          system-call-number system-call long-system-call system-close system-read system-write system-error-text %path-bytes load-c-string utf8-range->string
          make-file-input-port make-file-output-port %port-file flush-all-ports
          environment-vector set-environment-change!
          fl-nan? fl-infinite? fl-integer? flscale flonum-mantissa flonum-exponent flonum-bits-negative? exp-of-sum exp-tail log-series
          log-in-two-parts multiply-exactly flexp fllog flsin flcos fltan flasin flacos flatan flatan2 flpower)
  (import (runtime errors) (runtime printer) (runtime system) (runtime ports) (runtime registers) (runtime process) (runtime flonums)
          (runtime transcendental)))
