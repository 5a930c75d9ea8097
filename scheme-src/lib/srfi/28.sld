;;; SRFI 28: basic format strings. Beyond it: a port, #t (the current output port) or #f may come before the control string, as other
;;; formats have it; a port gets the text, and the value is then unspecified.
;;;
;;;   ~a  the next object as by display      ~%  newline
;;;   ~s  the next object as by write        ~~  a tilde
(define-library (srfi 28)
  (export format)
  (import (scheme base) (scheme write))
  (begin
    (define (format first . rest)
      (cond ((string? first) (formatted first rest))
            ((or (null? rest) (not (or (boolean? first) (output-port? first))))
             (error "format: neither a control string nor a destination before one" first))
            ((not first) (formatted (car rest) (cdr rest)))
            (else (write-string (formatted (car rest) (cdr rest)) (if (eq? first #t) (current-output-port) first)))))

    (define (formatted control objects)
      (let ((in (open-input-string control))
            (out (open-output-string)))
        (let loop ((objects objects))
          (let ((char (read-char in)))
            (cond ((eof-object? char) (get-output-string out))
                  ((char=? char #\~) (directive control (read-char in) objects out loop))
                  (else (write-char char out) (loop objects)))))))

    ;; Obey the directive, then continue with the objects left.
    (define (directive control char objects out continue)
      (case char
        ((#\a #\s)
         (if (null? objects) (error "format: no object for a directive" char control))
         ((if (char=? char #\a) display write) (car objects) out)
         (continue (cdr objects)))
        ((#\%) (newline out) (continue objects))
        ((#\~) (write-char #\~ out) (continue objects))
        (else (error "format: no such directive" char control))))))
