;;; Suspension: the kernel call that writes the running system into a file, and what has to be done again in a process that
;;; is resumed from it.
(define-library (runtime suspension)
  (export suspend)
  (import (primitives) (core-syntax) (runtime errors) (runtime system) (runtime ports) (runtime process))
  (begin
    (define suspend-operation 2)
    (define signal-setup 7)             ; the kernel call that sends signals to Scheme

    (define (suspend path)
      (if (not (string? path)) (wrong-type 'suspend 0 'string path))
      (flush-all-ports)
      (let ((result (%kernel-call suspend-operation (%path-bytes path) 0 0)))
        (cond ((eq? result 0) #f)
              ((eq? result 1)
               (set-command-line! #f)
               (%kernel-call signal-setup 1 0 0)
               #t)
              (else (file-error 'suspend (or (system-error-text (%fx- 0 result)) "cannot suspend") path)))))))
