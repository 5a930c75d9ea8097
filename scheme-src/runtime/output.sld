;;; Output: writing characters, strings and bytes to ports.
(define-library (runtime output)
  (export write-char write-string newline write-u8 write-bytevector)
  (import (primitives) (core-syntax) (runtime errors) (runtime control) (runtime strings) (runtime ports))
  (begin
    ;; Two comparisons say that the port is fit, has room, and has units for this character: what is done where write-char is called.
    (define write-char
      (case-lambda
        ((char port) (write-one char port))
        ((char) (write-one char (%current-output)))))

    (define (write-one char port)
      (if (%likely (and (char? char)
                        (port? port)
                        (%fx< (%port-index port) (%port-write-limit port))
                        (%fx<= (char->integer char) (%port-mask port))))
          (let ((index (%port-index port)))
            (%bytevector-u32-set! (%port-buffer port) index (char->integer char))
            (set-port-index! port (%fx+ index (%port-unit port))))
          (write-any-char char port)))

    (define (write-any-char char port)
      (if (not (char? char)) (wrong-type 'write-char 0 'char char))
      (check-output 'write-char 1 port textual-output)
      (%put-code port (char->integer char)))

    (define newline
      (case-lambda
        (() (%put-code (check-output 'newline 0 (%current-output) textual-output) 10))
        ((port) (%put-code (check-output 'newline 0 port textual-output) 10))))

    (define write-string
      (case-lambda
        ((string) (put-all string (%current-output)))
        ((string port) (put-all string port))
        ((string port start) (put-range string port start (%default)))
        ((string port start end) (put-range string port start end))))

    (define (put-all string port)
      (if (not (string? string)) (wrong-type 'write-string 0 'string string))
      (check-output 'write-string 1 port textual-output)
      (%put-string port string 0 (string-length string)))

    (define (put-range string port start end)
      (if (not (string? string)) (wrong-type 'write-string 0 'string string))
      (let* ((port (optional-output 'write-string 1 port textual-output))
             (end (check-end 'write-string 3 end (string-length string)))
             (start (check-start 'write-string 2 start end)))
        (%put-string port string start end)))

    (define write-u8
      (case-lambda
        ((byte) (write-u8 byte (%default)))
        ((byte port)
         (let ((port (optional-output 'write-u8 1 port binary-output)))
           (if (not (and (fixnum? byte) (%fx>= byte 0) (%fx<= byte 255))) (wrong-type 'write-u8 0 'byte byte))
           (%put-byte port byte)))))

    (define write-bytevector
      (case-lambda
        ((bytes) (put-bytes bytes (%default) (%default) (%default)))
        ((bytes port) (put-bytes bytes port (%default) (%default)))
        ((bytes port start) (put-bytes bytes port start (%default)))
        ((bytes port start end) (put-bytes bytes port start end))))

    (define (put-bytes bytes port start end)
      (if (not (bytevector? bytes)) (wrong-type 'write-bytevector 0 'bytevector bytes))
      (let* ((port (optional-output 'write-bytevector 1 port binary-output))
             (end (check-end 'write-bytevector 3 end (bytevector-length bytes)))
             (start (check-start 'write-bytevector 2 start end)))
        (%put-bytes port bytes start end)))))
