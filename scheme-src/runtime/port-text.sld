;;; Port text: what a textual input port holds just now, as a string, for the reader.
;;;
;;; The string shares the port's buffer: it is good until characters are taken in another way, or more is asked for. Indexes are those of
;;; the string. The ports are open; nothing is checked.
(define-library (runtime port-text)
  (export port-text port-text-start port-text-end port-text-taken! port-text-more? run-end)
  (import (primitives) (core-syntax) (runtime strings) (runtime ports) (runtime filling))
  (begin
    (define (port-text port)
      (let ((view (%make-string 0 1)))
        (%string-buffer-set! view (%port-buffer port))
        view))

    ;; What is still to be read is between these.
    (define (port-text-start port) (unit-count (%port-index port) (%port-unit port)))
    (define (port-text-end port) (unit-count (%port-limit port) (%port-unit port)))

    (define (port-text-taken! port index) (set-port-index! port (%fx* index (%port-unit port))))

    ;; Is there anything between them, perhaps after asking the file? At the end there is not; the end is still to be told.
    (define (port-text-more? port)
      (or (%fx< (%port-index port) (%port-limit port))
          (look-ahead! port)))

    ;; The index of the first character of a range that is above 127 or has a 1 in `marks`, a bytevector of 128; or its end.
    (define (run-end string index end marks)
      (if (%fx< index end)
          (let ((code (%string-unit-ref string index)))
            (if (and (%fx< code 128) (%fx= (%bytevector-u8-ref marks code) 0))
                (run-end string (%fx+ index 1) end marks)
                index))
          index))))
